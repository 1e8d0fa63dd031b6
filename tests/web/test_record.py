import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Instrument, Scope
from assistant.render.json_contract import scope_json
from assistant.web.dialogue import asked_again, chips_of
from assistant.web.record import Conversation, restored, scope_of, stored
from tests.web.turns import answered, refused, with_rejected


def test_what_the_browser_keeps_comes_back_as_it_was() -> None:
    conversations = [Conversation("a", (answered(), refused())), Conversation("b", (with_rejected(),))]
    value = json.loads(json.dumps(stored("Li Wei", conversations, "b")))
    assert restored(value, "Li Wei") == (conversations, "b")


def test_nobody_sees_the_conversations_of_another() -> None:
    value = stored("Li Wei", [Conversation("a", (answered(),))], "a")
    assert restored(value, "Anna") == ([], "")


@pytest.mark.parametrize("value", [None, [], "x", {"owner": "me", "conversations": [{"id": 1}, None, {"turns": [3]}]}])
def test_what_is_malformed_is_left_out(value: object) -> None:
    assert restored(value, "me") == ([], "")


def test_the_oldest_conversations_are_forgotten_first() -> None:
    many = [Conversation(str(number), (answered(),)) for number in range(60)]
    kept, _ = restored(stored("me", many, "0"), "me")
    assert [one.id for one in kept] == [str(number) for number in range(20)]


@given(
    st.builds(
        Scope,
        jurisdictions=st.sampled_from([(), ("CN-GD",), ("US", "DE")]),
        year_from=st.none() | st.integers(1950, 2050),
        year_to=st.none() | st.integers(1950, 2050),
        instruments=st.sampled_from([(), (Instrument.PLAN,)]),
    )
)
def test_a_scope_survives(scope: Scope) -> None:
    assert scope_of(json.loads(json.dumps(scope_json(scope)))) == scope


def test_a_chip_can_be_taken_away() -> None:
    turn = answered()
    chips, ticked = chips_of(turn, "en")
    labels = {key: label for label, key in chips}
    assert any("Guangdong" in label for label in labels.values())
    assert set(ticked) == set(labels)
    place = next(key for key, label in labels.items() if "Guangdong" in label)
    again = asked_again(turn, [key for key in ticked if key != place])
    assert again.ignored == (("jurisdiction", "CN-GD"),)
    assert again.question == turn.question


def test_a_narrowed_scope_is_a_chip_too() -> None:
    scope = Scope(jurisdictions=("US", "DE"), year_from=2010)
    turn = replace(answered(), scope=scope_json(scope))
    _, ticked = chips_of(turn, "zh")
    left = asked_again(turn, [key for key in ticked if "US" not in key])
    assert left.scope == Scope(jurisdictions=("DE",), year_from=2010)
    assert asked_again(turn, ticked).scope == scope
