"""Who may use which endpoint: every route, every method, every person of the cast.

The status is the response to a request with all that the endpoint needs (`route_fixture.BODIES`). 401 asks
to sign in, 403 is for the wrong kind of person at an address that anybody may know, 404 for what one may not
know of; 409 says that it is not the moment.

`nobody` is not signed in; `half` is tess before her second step of sign-in.
Rows behind the parameters belong to ana, who is treated by tess in mira's clinic.
"""

PEOPLE = ("nobody", "half", "ana", "ben", "tess", "theo", "mira", "olga")

TABLE = """
method  route                                    nobody half ana  ben  tess theo mira olga
GET     app/                                     200    200  200  200  200  200  200  200
GET     sign-in-mail/                            200    200  200  200  200  200  200  200
POST    demo/sign-in/                            404    404  404  404  404  404  404  404
GET     me/                                      401    200  200  200  200  200  200  200
PATCH   me/                                      401    200  200  200  200  200  200  200
DELETE  me/                                      401    403  204  204  409  204  409  409
POST    me/patient/                              401    403  200  200  403  403  403  403
GET     me/account/                              401    403  200  200  200  200  200  200
GET     me/access/                               401    403  200  200  403  403  403  403
GET     invitations/                             401    403  403  403  200  200  200  200
POST    invitations/                             401    403  403  403  201  201  403  403
POST    invitations/<invitation_id>/resend/      401    403  404  404  200  404  200  404
POST    invitations/<invitation_id>/revoke/      401    403  404  404  200  404  200  404
GET     invitations/<invitation_id>/qr.svg       401    403  404  404  200  404  403  403
GET     invitations/<token>/                     200    200  200  200  200  200  200  200
POST    invitations/<token>/code/                204    204  204  204  204  204  204  204
POST    invitations/<token>/accept/              200    403  403  403  403  403  403  403
POST    patients/<patient_id>/end-care/          401    403  403  404  200  404  200  404
GET     patients/<patient_id>/care-team/         401    403  200  404  200  404  200  404
POST    patients/<patient_id>/care-team/         401    403  403  404  201  404  201  404
DELETE  patients/<patient_id>/care-team/<user_id>/ 401  403  403  404  409  404  409  404
GET     clinics/<clinic_id>/patients-left/       401    403  404  404  403  403  200  404
GET     clinics/<clinic_id>/therapists/          401    403  404  404  200  200  200  404
DELETE  clinics/<clinic_id>/members/me/          401    403  404  404  409  204  409  404
GET     clinics/<clinic_id>/                     401    403  404  404  403  403  200  404
PATCH   clinics/<clinic_id>/                     401    403  404  404  403  403  200  404
GET     clinics/<clinic_id>/members/             401    403  404  404  403  403  200  404
POST    clinics/<clinic_id>/members/             401    403  404  404  403  403  201  404
GET     clinics/<clinic_id>/member-invitations/  401    403  404  404  403  403  200  404
POST    clinics/<clinic_id>/member-invitations/<invitation_id>/resend/ 401 403 404 404 403 403 200 404
POST    clinics/<clinic_id>/member-invitations/<invitation_id>/revoke/ 401 403 404 404 403 403 200 404
GET     me/member-invitations/                   401    403  200  200  200  200  200  200
POST    me/member-invitations/<invitation_id>/accept/ 401 403 404  200  404  404  404  404
POST    me/member-invitations/<invitation_id>/decline/ 401 403 404 204  404  404  404  404
GET     member-invitations/<token>/              200    200  200  200  200  200  200  200
POST    member-invitations/<token>/accept/       403    403  403  200  403  403  403  403
DELETE  clinics/<clinic_id>/members/<member_id>/ 401    403  404  404  403  403  204  404
GET     tokens/                                  401    403  200  200  200  200  200  200
POST    tokens/                                  401    403  201  201  201  201  201  201
DELETE  tokens/<token_id>/                       401    403  204  404  404  404  404  404
GET     conditions/                              401    403  200  200  200  200  200  200
GET     conditions/<slug>/                       401    403  200  200  200  200  200  200
GET     exercises/                               401    403  200  200  200  200  200  200
POST    exercises/                               401    403  403  403  201  201  403  403
GET     exercises/<slug>/                        401    403  200  404  200  200  200  404
PATCH   exercises/<slug>/                        401    403  403  403  200  200  403  403
DELETE  exercises/<slug>/                        401    403  403  403  204  204  403  403
GET     routines/                                401    403  200  200  200  200  200  200
POST    routines/                                401    403  403  403  201  201  403  403
GET     routines/<routine_id>/                   401    403  200  404  200  200  200  404
PATCH   routines/<routine_id>/                   401    403  403  403  200  200  403  403
DELETE  routines/<routine_id>/                   401    403  403  403  204  204  403  403
GET     patients/<patient_id>/assignments/       401    403  200  404  200  404  200  404
POST    patients/<patient_id>/assignments/       401    403  403  404  201  404  201  404
GET     patients/<patient_id>/zones/             401    403  200  404  200  404  200  404
PUT     patients/<patient_id>/zones/             401    403  403  404  200  404  200  404
POST    patients/<patient_id>/resume/            401    403  403  404  409  404  409  404
GET     assignments/<assignment_id>/             401    403  200  404  200  404  200  404
POST    assignments/<assignment_id>/versions/    401    403  403  404  201  404  201  404
DELETE  assignments/<assignment_id>/versions/<version>/ 401 403 403 404  409  404  409  404
POST    assignments/<assignment_id>/hold/        401    403  403  404  200  404  200  404
POST    assignments/<assignment_id>/resume/      401    403  403  404  409  404  409  404
POST    assignments/<assignment_id>/end/         401    403  403  404  200  404  200  404
GET     plan/                                    401    403  200  200  403  403  403  403
POST    me/starter/                              401    403  409  409  403  403  403  403
GET     diary/changes/                           401    403  200  200  403  403  403  403
POST    diary/changes/                           401    403  200  200  403  403  403  403
GET     diary/entries/<entry_id>/history/        401    403  200  404  404  404  404  404
GET     patients/<patient_id>/diary/             401    403  200  404  200  404  200  404
GET     me/export/                               401    403  200  200  403  403  403  403
GET     patients/                                401    403  403  403  200  200  200  200
GET     patients/<patient_id>/                   401    403  403  404  200  404  200  404
PATCH   patients/<patient_id>/                   401    403  403  404  200  404  200  404
GET     patients/<patient_id>/progress/          401    403  200  404  200  404  200  404
GET     flags/                                   401    403  403  403  200  200  200  200
POST    flags/<flag_id>/acknowledge/             401    403  404  404  200  404  403  404
POST    flags/<flag_id>/snooze/                  401    403  404  404  200  404  403  404
POST    flags/<flag_id>/resolve/                 401    403  404  404  200  404  403  404
POST    flags/<flag_id>/reopen/                  401    403  404  404  200  404  403  404
POST    flags/<flag_id>/assign/                  401    403  404  404  200  404  403  404
GET     reminders/                               401    403  200  200  403  403  403  403
POST    reminders/                               401    403  201  201  403  403  403  403
POST    reminders/propose/                       401    403  201  201  403  403  403  403
PATCH   reminders/<reminder_id>/                 401    403  200  404  404  404  404  404
DELETE  reminders/<reminder_id>/                 401    403  204  404  404  404  404  404
GET     notification-settings/                   401    403  200  200  200  200  200  200
PATCH   notification-settings/                   401    403  200  200  200  200  200  200
GET     notices/                                 401    403  200  200  200  200  200  200
POST    notices/<notice_id>/action/              401    403  200  404  404  404  404  404
GET     push-key/                                401    403  200  200  200  200  200  200
GET     push-subscriptions/                      401    403  200  200  200  200  200  200
POST    push-subscriptions/                      401    403  201  201  201  201  201  201
DELETE  push-subscriptions/                      401    403  204  404  404  404  404  404
DELETE  push-subscriptions/<subscription_id>/    401    403  204  404  404  404  404  404
POST    push-subscriptions/<subscription_id>/test/ 401  403  200  404  404  404  404  404
GET     summaries/                               401    403  200  200  200  200  200  200
GET     summaries/<year>-W<week>/                401    403  200  404  404  404  404  404
GET     calendar/<token>.ics                     200    200  200  200  200  200  200  200
GET     calendar-links/                          401    403  200  200  403  403  403  403
POST    calendar-links/                          401    403  201  201  403  403  403  403
DELETE  calendar-links/<link_id>/                401    403  204  404  404  404  404  404
GET     unsubscribe/<token>/                     200    200  200  200  200  200  200  200
POST    unsubscribe/<token>/                     200    200  200  200  200  200  200  200
GET     unsubscribe/<token>                      302    302  302  302  302  302  302  302
GET     schema/                                  200    200  200  200  200  200  200  200
GET     docs/                                    200    200  200  200  200  200  200  200
"""


def rows() -> dict[tuple[str, str], dict[str, int]]:
    """The table as `(method, route) -> person -> status`."""
    lines = [line.split() for line in TABLE.strip().splitlines()[1:] if line.strip()]
    return {
        (method, route): dict(zip(PEOPLE, map(int, answers), strict=True))
        for method, route, *answers in lines
    }
