"""Tokens and money: what was used, by document, and what a review may still use.

Prices are data with a date (``prices.yaml``, or the file that ``WORKBENCH_PRICES``
names).  A model that the table does not list has no price, never a guessed one.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from workbench.content import expressions as re
from workbench.errors import InputError
from workbench.extract.llm.backend import (
    Backend,
    BudgetSpent,
    ChatAnswer,
    ChatRequest,
)
from workbench.extract.llm.settings import Budget
from workbench.schema.base import Model, parse_data
from workbench.schema.review import Attempt, Usage
from workbench.vocabulary.yaml_file import load_yaml

VARIABLE = "WORKBENCH_PRICES"
_FILE = Path(__file__).with_name("prices.yaml")
_MILLION = Decimal(1_000_000)
_DATED_NAME = re.compile(r"-\d{4}-?\d{2}-?\d{2}$")
WHOLE = "all"


class Price(Model):
    """Money per million tokens."""

    input: float | int
    output: float | int


class PriceTable(Model):
    """Prices by model, with the day they were noted; ``batch`` scales batch calls."""

    dated: str
    currency: str
    batch: float | int = 1
    models: dict[str, Price]

    def cost(
        self, model: str, prompt: int, completion: int, *, batch: bool = False
    ) -> Decimal | None:
        """What these tokens cost, or None for a model without a price."""
        price = self.models.get(model) or self.models.get(_DATED_NAME.sub("", model))
        if price is None:
            return None
        money = prompt * Decimal(str(price.input))
        money += completion * Decimal(str(price.output))
        scale = Decimal(str(self.batch)) if batch else Decimal(1)
        return money * scale / _MILLION


def price_table(path: Path | None = None) -> PriceTable:
    """The user's table where ``WORKBENCH_PRICES`` names one, else the program's.

    Raises InputError when the file is missing or malformed.
    """
    own = os.environ.get(VARIABLE)
    path = path or (Path(own) if own else _FILE)
    if not path.is_file():
        raise InputError(
            "no such price table", where=str(path), fix=f"check {VARIABLE}"
        )
    return parse_data(PriceTable, cast("Any", load_yaml(path)), where=str(path))


def usage(attempts: Iterable[Attempt], prices: PriceTable) -> tuple[Usage, ...]:
    """Use of the whole case first, then of each document, in order of first call."""
    groups: dict[str, list[Attempt]] = {WHOLE: []}
    for one in attempts:
        groups[WHOLE].append(one)
        if one.document:
            groups.setdefault(one.document, []).append(one)
    return tuple(_summed(name, items, prices) for name, items in groups.items())


def _summed(name: str, items: list[Attempt], prices: PriceTable) -> Usage:
    paid = [one for one in items if not one.reused]
    costs = [_cost(one, prices) for one in paid]
    known = [one for one in costs if one is not None]
    return Usage(
        document=name,
        calls=len(paid),
        reused=len(items) - len(paid),
        prompt_tokens=sum(one.prompt_tokens or 0 for one in paid),
        completion_tokens=sum(one.completion_tokens or 0 for one in paid),
        cost=f"{sum(known, Decimal(0)):f}" if len(known) == len(costs) else None,
        currency=prices.currency,
    )


def _cost(one: Attempt, prices: PriceTable) -> Decimal | None:
    return prices.cost(
        one.model, one.prompt_tokens or 0, one.completion_tokens or 0, batch=one.batch
    )


class BudgetedBackend:
    """Asks only what the budget still allows; safe for several threads.

    Before a call its messages are reckoned with the mean length of the answers so far;
    calls under way count with what was reckoned for them.
    """

    def __init__(self, inner: Backend, budget: Budget, prices: PriceTable) -> None:
        self.inner = inner
        self.model = inner.model
        self._budget = budget
        self._prices = prices
        self._lock = threading.Lock()
        self._tokens = 0
        self._money = Decimal(0)
        self._answers = [0, 0]
        if budget.money is not None and prices.cost(inner.model, 1, 1) is None:
            raise InputError(
                f"no price for model {inner.model!r}, so no budget in money",
                where="--budget",
                fix=f"give tokens, or list the model in the file {VARIABLE} names",
            )

    def for_one_review(self) -> BudgetedBackend:
        """The same backend with nothing spent: a budget is that of one review."""
        return BudgetedBackend(self.inner, self._budget, self._prices)

    def complete(self, request: ChatRequest) -> ChatAnswer:
        """The inner answer.  Raises BudgetSpent when it would go over."""
        reserved = self._reserve(request)
        attempts: tuple[Attempt, ...] = ()
        try:
            answer = self.inner.complete(request)
            attempts = answer.attempts
            return answer
        except Exception as error:
            attempts = getattr(error, "attempts", ())
            raise
        finally:
            self._settle(reserved, attempts)

    def _reserve(self, request: ChatRequest) -> tuple[int, Decimal]:
        with self._lock:
            number, total = self._answers
            answer = total // number if number else 0
            tokens = request.prompt_tokens + answer
            money = self._prices.cost(self.model, request.prompt_tokens, answer)
            money = money or Decimal(0)
            over = self._over(self._tokens + tokens, self._money + money)
            if over:
                raise BudgetSpent(
                    f"the budget of {over} would be passed",
                    where=request.step,
                    fix="raise --budget; what was read is kept",
                )
            self._tokens += tokens
            self._money += money
            return tokens, money

    def _over(self, tokens: int, money: Decimal) -> str | None:
        most = self._budget
        if most.tokens is not None and tokens > most.tokens:
            return f"{most.tokens} tokens"
        if most.money is not None and money > Decimal(str(most.money)):
            return f"{most.money} {self._prices.currency}"
        return None

    def _settle(
        self, reserved: tuple[int, Decimal], attempts: tuple[Attempt, ...]
    ) -> None:
        paid = [one for one in attempts if not one.reused]
        with self._lock:
            self._tokens -= reserved[0]
            self._money -= reserved[1]
            for one in paid:
                self._tokens += (one.prompt_tokens or 0) + (one.completion_tokens or 0)
                self._money += _cost(one, self._prices) or Decimal(0)
                if one.completion_tokens:
                    self._answers[0] += 1
                    self._answers[1] += one.completion_tokens


def money_notes(items: Iterable[Usage]) -> Iterator[str]:
    """One line on the whole case: calls, tokens, cost."""
    for one in items:
        if one.document == WHOLE:
            cost = f", {one.cost} {one.currency}" if one.cost is not None else ""
            yield (
                f"model calls {one.calls} ({one.reused} from the answer store), "
                f"{one.prompt_tokens} + {one.completion_tokens} tokens{cost}"
            )
