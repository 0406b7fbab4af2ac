"""The catalogue as ready templates: ``templates["B10"].bind(ws)`` gives a segment of a workspace.

The package itself is the catalogue: ``templates["churned-recently"]``, ``templates.search("renewal")``,
``templates.available(ws)``, ``templates.table()``, ``for template in templates``.
"""

from __future__ import annotations

import sys
from types import ModuleType

from seg_widgets.templates.catalogue import CATEGORIES, Available, Catalogue
from seg_widgets.templates.model import Template, TemplateDimension, TemplateParameter, Variant
from seg_widgets.templates.needs import Needs
from seg_widgets.templates.roles import ROLES, Role

__all__ = [
    "CATEGORIES", "ROLES", "Available", "Catalogue", "Needs", "Role", "Template", "TemplateDimension", "TemplateParameter", "Variant",
]  # fmt: skip


class _Templates(Catalogue, ModuleType):
    """A module that is the catalogue."""

    __repr__ = Catalogue.__repr__


# `seg_widgets.templates` names this module wherever it is first imported, so the module itself has to answer.
sys.modules[__name__].__class__ = _Templates
