"""What a patient's record is opened for, and what is recorded beside it: words of the audit trail."""

from enum import StrEnum


class Purpose(StrEnum):
    """One purpose. Patients are shown the words (`door` of their access records), and old rows keep them:
    add some, rename none.
    """

    PATIENT = "patient"
    CORRECTION = "patient-correct"
    PROGRESS = "patient-progress"
    DIARY = "patient-diary"
    ASSIGNMENTS = "assignments"
    ASSIGNMENT = "assignment"
    PRESCRIPTION = "assignment-create"
    ASSIGNMENT_CHANGE = "assignment-change"
    VERSION_WITHDRAWAL = "assignment-withdraw-version"
    HOLD = "assignment-hold"
    RESUMPTION = "assignment-resume"
    END_OF_ASSIGNMENT = "assignment-end"
    PLAN_RESUMPTION = "plan-resume"
    STARTER = "starter"
    ZONES = "zones"
    ZONES_CHANGE = "zones-change"
    REMINDERS = "reminders"
    CALENDAR = "calendar"
    CARE_TEAM = "care-team"
    CARE_TEAM_CHANGE = "care-team-change"
    CARE_TEAM_REMOVAL = "care-team-remove"
    HAND_OVER = "hand-over"
    END_OF_CARE = "end-care"
    CASELOAD = "caseload"
    SEARCH = "search"
    PATIENTS_LEFT = "patients-left"
    DIGEST = "digest"
    FLAGS = "flags"
    FLAG_SEEN = "flag-acknowledge"
    FLAG_SNOOZE = "flag-snooze"
    FLAG_SETTLED = "flag-resolve"
    FLAG_REOPENED = "flag-reopen"
    FLAG_ASSIGNED = "flag-assign"
    INVITATIONS = "invitations"
    INVITATION = "invite"
    INVITATION_RESENT = "invite-resend"
    INVITATION_REVOKED = "invite-revoke"
    INVITATION_ACCEPTED = "invite-accept"
    MEMBER_INVITATION = "member-invite"
    MEMBER_INVITATION_REVOKED = "member-revoke"
    MEMBER_ACCEPTED = "member-accept"
    MEMBER_ENDED = "member-end"
    DIARY_EXPORT = "export"
    ACCOUNT_EXPORT = "account"

    @property
    def changes(self) -> bool:
        """Whether it is to change something: then the service that does writes the row of the trail."""
        return self in _CHANGES


_CHANGES = frozenset(
    {
        Purpose.CORRECTION,
        Purpose.PRESCRIPTION,
        Purpose.ASSIGNMENT_CHANGE,
        Purpose.VERSION_WITHDRAWAL,
        Purpose.HOLD,
        Purpose.RESUMPTION,
        Purpose.END_OF_ASSIGNMENT,
        Purpose.PLAN_RESUMPTION,
        Purpose.STARTER,
        Purpose.ZONES_CHANGE,
        Purpose.CARE_TEAM_CHANGE,
        Purpose.CARE_TEAM_REMOVAL,
        Purpose.HAND_OVER,
        Purpose.END_OF_CARE,
        Purpose.FLAG_SEEN,
        Purpose.FLAG_SNOOZE,
        Purpose.FLAG_SETTLED,
        Purpose.FLAG_REOPENED,
        Purpose.FLAG_ASSIGNED,
    }
)
