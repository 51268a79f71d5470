"""The words of the domain: immutable models that every room of the house speaks."""
