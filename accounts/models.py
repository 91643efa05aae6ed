"""People, clinics, memberships, care, invitations, tokens, limits and sign-in e-mails. Every read is in
`queries`, every write in `services`.
"""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.rules.outgoing_mail import WAITING, MailState
from accounts.rules.roles import Answer, Fact, Foot, RequestIdentity, Role, Scope
from common.ids import new_id
from common.personal import NOTHING, Personal


class User(AbstractBaseUser):
    """A person who signs in by e-mail, without a password."""

    PERSONAL = Personal("name, e-mail, zone, language", "with the account", "deleted with the person")
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    password = None  # type: ignore[assignment] # no column: nobody can choose, lose or leak one
    standing: RequestIdentity  # set by `queries.signed_in` and `queries.bearer`, for their request

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120, blank=True)
    time_zone = models.CharField(max_length=64, default="UTC")
    zone_changed_at = models.DateTimeField(null=True)  # layers above schedule again after it
    language = models.CharField(max_length=12, default="en")
    is_active = models.BooleanField(default=True)
    synthetic = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    objects = BaseUserManager["User"]()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique_ci")]
        indexes = [
            models.Index(
                fields=["zone_changed_at"],
                condition=Q(zone_changed_at__isnull=False),
                name="user_by_zone_change",
            )
        ]

    def __str__(self) -> str:
        return f"User {self.pk}"

    def set_password(self, raw_password: str | None) -> None:
        raise NotImplementedError("nobody has a password")

    def set_unusable_password(self) -> None:
        """Required by allauth at sign-up; it is always so."""

    def has_usable_password(self) -> bool:
        return False

    def check_password(self, raw_password: str | None) -> bool:
        return False


class Clinic(models.Model):
    """A practice. `urgent_help` is the clinic's own text about whom to call, and `phone` is its number: no
    number is ever invented.
    """

    PERSONAL = NOTHING

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    urgent_help = models.TextField(blank=True)
    phone = models.CharField(max_length=40, blank=True, default="")
    synthetic = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's role in a clinic; it ends, and is never deleted."""

    PERSONAL = Personal("where a person works", "with the account", "deleted with the person")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12, choices=[(word, word) for word in Role])
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "clinic", "role"], condition=Q(ended_at=None), name="membership_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"


class Patient(models.Model):
    """The patient record of a person, with the answers of the intake; null is not asked."""

    PERSONAL = Personal("foot and risk answers", "with the account", "deleted with the person")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.OneToOneField(User, models.CASCADE, related_name="patient")
    foot = models.CharField(max_length=5, choices=[(word, word) for word in Foot], null=True)
    diabetes = models.CharField(max_length=6, choices=[(word, word) for word in Answer], null=True)
    loss_of_feeling = models.CharField(max_length=6, choices=[(word, word) for word in Answer], null=True)
    past_ulcer_or_amputation = models.CharField(
        max_length=6, choices=[(word, word) for word in Answer], null=True
    )
    poor_circulation = models.CharField(max_length=6, choices=[(word, word) for word in Answer], null=True)
    intake_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Patient {self.pk}"


class Episode(models.Model):
    """One episode of care for one condition; without a clinic the patient is self-guided.

    While it is open the patient's row says which foot it is about; `foot` stores that when it ends.
    """

    PERSONAL = Personal("condition, clinic and dates of care", "with the account", "deleted with the person")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey(Patient, models.CASCADE, related_name="episodes")
    clinic = models.ForeignKey(Clinic, models.PROTECT, null=True, related_name="episodes")
    condition = models.SlugField(max_length=60)
    foot = models.CharField(max_length=5, choices=[(word, word) for word in Foot], null=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient"], condition=Q(ended_on=None), name="episode_one_open"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("started_on")),
                name="episode_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(foot=None) | Q(ended_on__isnull=False), name="episode_foot_when_ended"
            ),
        ]
        indexes = [
            models.Index(
                fields=["clinic", "patient"], condition=Q(ended_on=None), name="episode_open_by_clinic"
            )
        ]

    def __str__(self) -> str:
        return f"Episode {self.pk}"


class RecordChange(models.Model):
    """A correction of a patient's record: which `fact`, from what to what, by whom and when.

    Rows are only added. `before` null is "not known before".
    """

    PERSONAL = Personal("corrections of the patient's record", "with the account", "deleted with the person")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey(Patient, models.CASCADE, related_name="+")
    fact = models.CharField(max_length=30, choices=[(word, word) for word in Fact])
    before = models.CharField(max_length=120, null=True)
    after = models.CharField(max_length=120)
    changed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["patient", "changed_at"], name="record_change_by_patient")]

    def __str__(self) -> str:
        return f"Change {self.pk}"


class CareTeamMember(models.Model):
    """A therapist's place in one episode: it grants access to the patient's record and ends with the episode.

    `from_on` and `until_on` are its first and last day in the patient's zone, None for no limit; `begins_at`
    and `ends_at` are the corresponding instants, computed again when the patient's zone changes. `lead_at`:
    when this person became the lead; of several in force the latest leads. `ended_at`: removed by hand.
    """

    PERSONAL = Personal("who treats whom", "with the account", "deleted with the person")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    episode = models.ForeignKey(Episode, models.CASCADE, related_name="team")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    begins_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    lead_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["episode", "user"], condition=Q(ended_at=None), name="team_member_once"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(from_on=None) | Q(until_on__gte=models.F("from_on")),
                name="team_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(from_on=None, begins_at=None) | Q(from_on__isnull=False, begins_at__isnull=False),
                name="team_begins_with_its_first_day",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None, ends_at=None) | Q(until_on__isnull=False, ends_at__isnull=False),
                name="team_ends_with_its_last_day",
            ),
        ]

    def __str__(self) -> str:
        return f"Care team {self.pk}"


class Invitation(models.Model):
    """An invitation into a clinic's care; only the hashes of its tokens are stored. It belongs to the clinic.

    `attempt` counts the tokens: each resend invalidates the previous one.
    """

    PERSONAL = Personal(
        "name, e-mail and condition of the invited", "never: a secret", "deleted with the person"
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="+")
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")  # None: they left
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120)
    condition = models.SlugField(max_length=60)
    foot = models.CharField(max_length=5, choices=[(word, word) for word in Foot])
    language = models.CharField(max_length=12, default="en")
    time_zone = models.CharField(max_length=64, default="UTC")
    message = models.TextField(max_length=1000, blank=True)
    attempt = models.PositiveSmallIntegerField(default=1)
    token_hash = models.CharField(max_length=64, unique=True)  # of the link in the e-mail
    shown_hash = models.CharField(max_length=64, unique=True)  # of the link that a screen shows
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)  # its e-mail bounced: there is no such mailbox
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(announced_at=None, accepted_at=None, revoked_at=None),
                name="invitation_to_announce",
            ),
            models.Index(fields=["clinic", "id"], name="invitation_by_clinic"),
        ]

    def __str__(self) -> str:
        return f"Invitation {self.pk}"


class MembershipInvitation(models.Model):
    """An invitation to work in a clinic; it names an address, never an account. Only the hash of its token is
    stored.

    `attempt` as in Invitation. It ends when it is accepted, declined, revoked or expired.
    """

    PERSONAL = Personal("name and e-mail of a colleague", "never: a secret", "deleted with the person")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="+")
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=12, choices=[(word, word) for word in Role])
    language = models.CharField(max_length=12, default="en")
    attempt = models.PositiveSmallIntegerField(default=1)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    declined_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(announced_at=None, accepted_at=None, declined_at=None, revoked_at=None),
                name="membership_to_announce",
            ),
            models.Index(fields=["clinic", "id"], name="membership_by_clinic"),
            models.Index(fields=["email"], name="membership_by_email"),
        ]

    def __str__(self) -> str:
        return f"Membership invitation {self.pk}"


class AccessToken(models.Model):
    """A program's token for one person's account; only its hash is stored.

    `second_factor`: it was made after one, or by the operator. Without it, it opens nothing for staff.
    """

    PERSONAL = Personal("names of the person's programs", "never: a secret", "deleted with the person")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=5, choices=[(word, word) for word in Scope])
    second_factor = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["user", "id"], name="access_token_by_user")]

    def __str__(self) -> str:
        return f"Access token {self.pk}"


class Allowance(models.Model):
    """The use of a limit: `whole_at` is when the whole allowance is there again. No row tells whom it counts:
    `key` is a hash made with the server's secret, and whole allowances are deleted.
    """

    PERSONAL = NOTHING

    key = models.CharField(primary_key=True, max_length=64)
    whole_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"Allowance {self.pk[:8]}"


class OutgoingMail(models.Model):
    """An e-mail about signing in: the request that asks for it waits for no mail server.

    `message`: the content (see `rules.outgoing_mail.Message`), deleted once it is settled, because it may
    hold a code. `held_back`: it is not sent, and behaves in every other way like one that is. `reported_at`:
    when the app above learned that the address refuses mail.
    """

    PERSONAL = Personal(
        "that an e-mail about signing in was asked for", "never: a secret", "kept: not about the person"
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    address = models.EmailField(max_length=254)
    message = models.JSONField(null=True)
    held_back = models.BooleanField(default=False)
    state = models.CharField(
        max_length=8, choices=[(word, word) for word in MailState], default=MailState.SENDING
    )
    created_at = models.DateTimeField(db_index=True)
    expires_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    reported_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(state__in=WAITING), name="outgoing_mail_due"),
            models.Index(
                fields=["created_at"],
                condition=Q(state=MailState.REFUSED, reported_at=None),
                name="outgoing_mail_to_report",
            ),
        ]

    def __str__(self) -> str:
        return f"Outgoing mail {self.pk}"
