"""A week of a team of three, on phones without script: they learn, read for each other, stand in
for each other, and one of them leaves. Thirty people write to them."""

import pytest

from tests.browser.team import reading_steps, sharing_steps, year_steps
from tests.browser.team.conftest import Team

pytestmark = pytest.mark.browser


def test_a_week_of_a_team_of_three(team: Team) -> None:
    # Monday: two are new. A child's answer is read by a colleague.
    reading_steps.eva_practises(team.eva)
    reading_steps.the_team_agrees_to_read(team.jana)
    numbers = sharing_steps.letters_come(team)
    receipt = reading_steps.a_child_asks_and_two_answer(team)

    # Tuesday: a crisis, and what came at the weekend.
    crisis = reading_steps.a_crisis_does_not_wait(team)
    sharing_steps.jana_sorts(team.jana, numbers)
    sharing_steps.each_answers_some(team, numbers)

    # Wednesday: two write the same answer, and somebody complains about Eva.
    sharing_steps.two_answer_at_once(team)
    sharing_steps.a_complaint_about_eva(team, numbers)

    # Thursday: Eva is ill. Petr collects syringes, and knows who writes.
    sharing_steps.petr_goes_round(team.petr, numbers)
    hers = sharing_steps.eva_falls_ill(team)
    sharing_steps.petr_knows_who_writes(team, hers)

    # Friday: Petr leaves, a child deletes everything, and the year is counted.
    year_steps.petr_leaves(team, crisis)
    year_steps.the_child_deletes_everything(team.sender, receipt)
    year_steps.the_year_is_as_counted_by_hand(team)
