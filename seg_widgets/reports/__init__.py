"""What leaves the notebook: a notebook as one HTML file, a page about one segment, tables and charts that need nothing to be shown."""

from seg_widgets.reports.checked import check_page
from seg_widgets.reports.leaflet import one_page
from seg_widgets.reports.opening import followed, opened, roles
from seg_widgets.reports.page import OnePage
from seg_widgets.reports.pictures import offline, picture
from seg_widgets.reports.running import report
from seg_widgets.reports.standing import changes, standing, waterfall, worth
from seg_widgets.reports.tables import Table, Tiles, Words

__all__ = [
    "OnePage", "Table", "Tiles", "Words", "changes", "check_page", "followed", "offline", "one_page", "opened", "picture", "report",
    "roles", "standing", "waterfall", "worth",
]  # fmt: skip
