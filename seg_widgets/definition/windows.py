"""Windows: which days of an event, snapshot or interval table a metric reads. Whole days, counted from the as-of date."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from seg_widgets.definition.base import Node
from seg_widgets.definition.parameters import Count, CountFromZero
from seg_widgets.wording import Fault

Unit = Literal["days", "weeks", "months", "quarters", "years"]


class AnyTime(Node):
    """Every dated row up to the as-of date."""

    kind: Literal["any_time"] = "any_time"


class Last(Node):
    """The last n days, weeks, months, quarters or years, ending with the as-of date."""

    kind: Literal["last"] = "last"
    n: Count
    unit: Unit = "days"


class Ago(Node):
    """Between a and b days ago, both included: as of D, the days D-b to D-a."""

    kind: Literal["ago"] = "ago"
    a: CountFromZero
    b: CountFromZero

    @model_validator(mode="after")
    def _forwards(self) -> Ago:
        if isinstance(self.a, int) and isinstance(self.b, int) and self.a > self.b:
            raise Fault("backwards", f"Between {self.a} and {self.b} days ago runs backwards.", "Give the smaller number first.")
        return self


class Dates(Node):
    """The days from one date to another, both included, cut at the as-of date."""

    kind: Literal["dates"] = "dates"
    start: date
    end: date

    @model_validator(mode="after")
    def _forwards(self) -> Dates:
        if self.start > self.end:
            raise Fault("backwards", f"From {self.start} to {self.end} runs backwards.", "Give the earlier date first.")
        return self


class Holding(Node):
    """The rows of an interval table that hold on the as-of date."""

    kind: Literal["holding"] = "holding"


class Since(Node):
    """The first n days (weeks, months ...) from a date of the entity, such as its start: the day itself is the first of them.

    What of it lies after the as-of date has not happened. Where the date is missing there is no such window, and what is read
    in it is missing.
    """

    kind: Literal["since"] = "since"
    anchor: Annotated[str, Field(min_length=1)]
    n: Count
    unit: Unit = "days"


Window = Annotated[AnyTime | Last | Ago | Dates | Holding | Since, Field(discriminator="kind")]
