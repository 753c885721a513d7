"""The tables. The reasons for their shape stand in README.md beside this file."""

from engine.models.columns import Table, plain
from engine.models.office import Day, Grant, Holding, Hours, Person, Post, Setting
from engine.models.papers import Attachment, DocumentNumber, DocumentVersion, PaperCopy, Upload
from engine.models.record import IS_OFFICE, Approval, ApprovalPaper, ApprovalVoid, Record, Stream
from engine.models.running import (
    FormDraft,
    Instance,
    Notice,
    NoticeSeen,
    Status,
    StepState,
    TableDraft,
    WorkItem,
)
from engine.models.sops import Bundle, BundleFile, Content, Draft, Sop, Version, VersionPost

__all__ = [
    "Approval",
    "ApprovalVoid",
    "ApprovalPaper",
    "Attachment",
    "Bundle",
    "BundleFile",
    "Content",
    "Day",
    "DocumentNumber",
    "DocumentVersion",
    "Draft",
    "FormDraft",
    "Grant",
    "Holding",
    "Hours",
    "IS_OFFICE",
    "Instance",
    "Notice",
    "NoticeSeen",
    "PaperCopy",
    "Person",
    "Post",
    "Record",
    "Setting",
    "Sop",
    "Status",
    "StepState",
    "Stream",
    "Table",
    "TableDraft",
    "Upload",
    "Version",
    "VersionPost",
    "WorkItem",
    "plain",
]
