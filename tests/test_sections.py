"""Faults in sections belong to the rule that the kind names."""

from __future__ import annotations

from adr.catalogue import load_kinds
from adr.record import Record, read
from adr.sections import section_faults


def test_each_rule_answers_for_its_own_sections() -> None:
    text = "---\ntype: runbook\nstatus: active\n---\n## Impact\n\nx\n\n## Meaning\n\nx\n"
    record = read("playbooks/PLB-0001.md", text, load_kinds()["playbook"], "native")
    assert isinstance(record, Record)
    assert list(section_faults(record, "ENV008")) == []
    assert [(f.start, f.message.split("`")[1]) for f in section_faults(record, "PLB001")] == [
        (0, "Impact"),
        (None, "Diagnosis"),
        (None, "Mitigation"),
        (None, "Rollback"),
        (None, "Escalation"),
    ]
