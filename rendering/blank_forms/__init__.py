"""The blank annexes 1 to 7, prefilled per department, as Word files that are read back.

``department_forms`` writes one department's files; ``blank_annexes`` gives the same annexes
without any item for the plan, which carries them as its annexes.
"""

from __future__ import annotations

from rendering.blank_forms.document import FormFile, blank_annexes, department_forms
from rendering.blank_forms.known import Known
from rendering.blank_forms.paper import BlankAnnex

__all__ = ["BlankAnnex", "FormFile", "Known", "blank_annexes", "department_forms"]
