"""Fixes: from what a rule says would mend a finding to edits of files, and from many of them to a change (ADR-0022)."""
