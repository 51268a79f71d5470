"""Dossier → official documents, diagrams, correction notices, commented copies."""
