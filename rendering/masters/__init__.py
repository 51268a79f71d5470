"""Makes the shipped Word templates: ``python -m rendering.masters`` writes ``templates/docx``."""
