"""The living architectural playbook: records in, checked cross-referenced site out."""

__version__ = "0.1.0"
