"""What the command line does with saved segments: run, check and export them. For schedulers: whole or not at all, and repeatable."""

from seg_widgets.running.checking import check_all
from seg_widgets.running.exporting import export_all
from seg_widgets.running.opening import open_workspace
from seg_widgets.running.runs import Ran, run

__all__ = ["Ran", "check_all", "export_all", "open_workspace", "run"]
