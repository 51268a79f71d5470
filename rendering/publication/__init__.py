"""权力公开: what the public may read of the year's data, as a static site and in Word.

``public`` filters the data by a :class:`Profile`; everything else here only sees what is left.
"""

from __future__ import annotations

from rendering.publication.filtering import Public, public
from rendering.publication.profile import Profile
from rendering.publication.site import site

__all__ = ["Profile", "Public", "public", "site"]
