from collections.abc import Callable

from django.urls import URLPattern, path

from accounts.api import schema  # noqa: F401 - tells the contract how requests sign in
from accounts.api.views.app import AppView, DemoSignInView
from accounts.api.views.care import EndCareView, OwnAccessRecordsView
from accounts.api.views.care_team import CareTeamMemberView, CareTeamView
from accounts.api.views.clinics import (
    ClinicView,
    MembersView,
    MemberView,
    OwnMembershipView,
    PatientsLeftView,
    TherapistsView,
)
from accounts.api.views.invitations import (
    AcceptInvitationView,
    InvitationCodeView,
    InvitationFactsView,
    InvitationQrView,
    InvitationsView,
    ResendInvitationView,
    RevokeInvitationView,
)
from accounts.api.views.me import AccountView, MeView
from accounts.api.views.memberships import (
    AcceptMembershipLinkView,
    AcceptMembershipView,
    DeclineMembershipView,
    MemberInvitationsView,
    MembershipFactsView,
    OwnMemberInvitationsView,
    ResendMemberInvitationView,
    RevokeMemberInvitationView,
)
from accounts.api.views.sign_in_mail import SignInMailView
from accounts.api.views.tokens import TokensView, TokenView


def addresses(
    *, is_condition: Callable[[str], bool], care_team_changed: Callable[..., object]
) -> list[URLPattern]:
    """The addresses of this app. What its views need of layers above is handed in: `is_condition` tells
    whether there is a condition of a slug; `care_team_changed`, called with `now`, is done at once when other
    people treat a patient.
    """
    changing = {"care_team_changed": care_team_changed}
    return [
        path("me/", MeView.as_view(**changing), name="me"),
        path("invitations/", InvitationsView.as_view(is_condition=is_condition), name="invitations"),
        path("patients/<uuid:patient_id>/care-team/", CareTeamView.as_view(**changing), name="care-team"),
        path(
            "patients/<uuid:patient_id>/care-team/<uuid:user_id>/",
            CareTeamMemberView.as_view(**changing),
            name="care-team-member",
        ),
        path(
            "clinics/<uuid:clinic_id>/members/me/",
            OwnMembershipView.as_view(**changing),
            name="clinic-leave",
        ),
        path(
            "clinics/<uuid:clinic_id>/members/<uuid:member_id>/",
            MemberView.as_view(**changing),
            name="clinic-member",
        ),
        *_WITHOUT_LAYERS_ABOVE,
    ]


_WITHOUT_LAYERS_ABOVE = [
    path("app/", AppView.as_view(), name="app"),
    path("demo/sign-in/", DemoSignInView.as_view(), name="demo-sign-in"),
    path("sign-in-mail/", SignInMailView.as_view(), name="sign-in-mail"),
    path("me/account/", AccountView.as_view(), name="me-account"),
    path("me/access/", OwnAccessRecordsView.as_view(), name="me-access"),
    path(
        "invitations/<uuid:invitation_id>/resend/", ResendInvitationView.as_view(), name="invitation-resend"
    ),
    path(
        "invitations/<uuid:invitation_id>/revoke/", RevokeInvitationView.as_view(), name="invitation-revoke"
    ),
    path("invitations/<uuid:invitation_id>/qr.svg", InvitationQrView.as_view(), name="invitation-qr"),
    path("invitations/<str:token>/", InvitationFactsView.as_view(), name="invitation-facts"),
    path("invitations/<str:token>/code/", InvitationCodeView.as_view(), name="invitation-code"),
    path("invitations/<str:token>/accept/", AcceptInvitationView.as_view(), name="invitation-accept"),
    path("patients/<uuid:patient_id>/end-care/", EndCareView.as_view(), name="end-care"),
    path("clinics/<uuid:clinic_id>/patients-left/", PatientsLeftView.as_view(), name="clinic-patients-left"),
    path("clinics/<uuid:clinic_id>/therapists/", TherapistsView.as_view(), name="clinic-therapists"),
    path("clinics/<uuid:clinic_id>/", ClinicView.as_view(), name="clinic"),
    path("clinics/<uuid:clinic_id>/members/", MembersView.as_view(), name="clinic-members"),
    path(
        "clinics/<uuid:clinic_id>/member-invitations/",
        MemberInvitationsView.as_view(),
        name="member-invitations",
    ),
    path(
        "clinics/<uuid:clinic_id>/member-invitations/<uuid:invitation_id>/resend/",
        ResendMemberInvitationView.as_view(),
        name="member-invitation-resend",
    ),
    path(
        "clinics/<uuid:clinic_id>/member-invitations/<uuid:invitation_id>/revoke/",
        RevokeMemberInvitationView.as_view(),
        name="member-invitation-revoke",
    ),
    path("me/member-invitations/", OwnMemberInvitationsView.as_view(), name="me-member-invitations"),
    path(
        "me/member-invitations/<uuid:invitation_id>/accept/",
        AcceptMembershipView.as_view(),
        name="me-member-invitation-accept",
    ),
    path(
        "me/member-invitations/<uuid:invitation_id>/decline/",
        DeclineMembershipView.as_view(),
        name="me-member-invitation-decline",
    ),
    path("member-invitations/<str:token>/", MembershipFactsView.as_view(), name="membership-facts"),
    path(
        "member-invitations/<str:token>/accept/",
        AcceptMembershipLinkView.as_view(),
        name="membership-accept",
    ),
    path("tokens/", TokensView.as_view(), name="tokens"),
    path("tokens/<uuid:token_id>/", TokenView.as_view(), name="token"),
]
