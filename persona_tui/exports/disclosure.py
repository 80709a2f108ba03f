"""What a document may disclose: who is named, whose words stand in it, and what is taken out."""

from __future__ import annotations

import msgspec


class Disclosure(msgspec.Struct, kw_only=True, frozen=True):
    """What a person asked to show. The careful choice is the one that is made without asking.

    `with_attributes` are keys of personal and special attributes to show all the same; `names` names those whose
    consent covers it, instead of pseudonyms; without `quotes` nobody's words stand anywhere; `redact` makes a document
    for readers outside the business: names, companies and places are taken out, and so are the words of everybody
    whose consent does not cover sharing outside.
    """

    with_attributes: frozenset[str] = frozenset()
    names: bool = False
    quotes: bool = True
    redact: bool = False

    @property
    def naming(self) -> bool:
        """Whether anybody is named: never in what is redacted."""
        return self.names and not self.redact


CAREFUL = Disclosure()
"""What is shown unasked."""
