"""The list of what a person still has to do before a new centre can go public: one page."""

from collections.abc import Mapping
from typing import Final

from centre.starting.answers import Answers

TASKS_FILE: Final = "UKOLY.md"
_MARK: Final = "doplňte"


def tasks(answers: Answers, made: Mapping[str, str]) -> str:
    """The list, for the files ``made`` by their path."""
    open_files = [name for name, text in sorted(made.items()) if _MARK in text.lower()]
    pages = [name for name in open_files if name.endswith(".md")]
    facts = _facts(answers)
    return "\n".join(
        [
            "# Než centrum zveřejníte",
            "",
            "Hotové řádky mažte. Co zbývá, řekne kdykoli `kacko check --publish`.",
            "",
            "## Napsat",
            "",
            *(f"- [ ] `data/{file}`: {what}" for file, what in facts),
            *(f"- [ ] `{name}`: místa, která začínají slovem Doplňte" for name in pages),
            "",
            "## Ověřit telefonem nebo v papírech",
            "",
            f"- [ ] zavolat na {answers.phone} a poslechnout si, kdo se ozve",
            *(
                [f"- [ ] zavolat na {answers.outreach_phone} (terén)"]
                if answers.outreach_phone
                else []
            ),
            "- [ ] napsat na e-mail centra a dostat odpověď",
            "- [ ] otevírací doba podle rozvrhu, výjimky na nejbližší svátky (closures.yaml)",
            "- [ ] `scope`, `minimum_age`, `abstinence`, `answer_days`: podle registrace a týmu",
            *([] if answers.outreach_towns else ["- [ ] terén: uvedli jste, že do něj nechodíte"]),
            "- [ ] linky pomoci: zavolat na ty, u kterých kontrola hlásí staré ověření",
            "",
            "## Dát schválit",
            "",
            "- [ ] texty o zdraví a krizi: lékař nebo lékařka",
            "- [ ] práva, soukromí a pravidla: právník nebo právnička",
            "",
            "## Zveřejnit",
            "",
            "- [ ] `kacko check --publish` už nic nehlásí",
            "- [ ] `kacko publish`",
            "",
        ]
    )


def _facts(answers: Answers) -> list[tuple[str, str]]:
    wanted: dict[tuple[str, str], object] = {
        ("centre.yaml", "název poskytovatele"): answers.provider,
        ("centre.yaml", "právní forma poskytovatele"): answers.legal_form,
        ("centre.yaml", "IČO (ico)"): answers.ico,
        ("centre.yaml", "číslo v registru služeb (registration)"): answers.registration,
        ("centre.yaml", "adresa webu (base_url)"): answers.web,
        ("centre.yaml", "e-mail"): answers.email,
        ("centre.yaml", "okresy (service_area)"): "",
        ("centre.yaml", "podle čeho poznáte terénní pracovníky (recognise)"): "",
        ("places.yaml", "ulice a číslo"): answers.street,
        ("places.yaml", "PSČ"): answers.postal_code,
        ("hours.yaml", "otevírací doba; pak v centre.yaml smažte opening_note"): answers.hours,
        ("target_groups.yaml", "pro koho jste, podle registrace"): "",
    }
    wanted["common.yaml", "společné texty o tom, co neděláte, do without"] = ""
    if answers.outreach_towns:
        wanted["places.yaml", "druhy míst (kinds) a okres u každého města terénu"] = ""
        wanted["hours.yaml", "kdy jste ve kterém městě terénu"] = ""
    return [what for what, known in wanted.items() if not known]
