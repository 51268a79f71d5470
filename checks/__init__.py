"""Dossier → findings: the rule book, one small pure function a rule."""
