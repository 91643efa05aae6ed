from django.urls import path

from reminders.api import calendars, views

urlpatterns = [
    path("reminders/", views.RemindersView.as_view(), name="reminders"),
    path("reminders/propose/", views.ProposedView.as_view(), name="reminders-propose"),
    path("reminders/<uuid:reminder_id>/", views.ReminderView.as_view(), name="reminder"),
    path("notification-settings/", views.NotificationSettingsView.as_view(), name="notification-settings"),
    path("notices/", views.NotificationsView.as_view(), name="notices"),
    path("notices/<uuid:notice_id>/action/", views.ActionView.as_view(), name="notice-action"),
    path("calendar/<str:token>.ics", calendars.CalendarView.as_view(), name="calendar"),
    path("calendar-links/", calendars.CalendarLinksView.as_view(), name="calendar-links"),
    path("calendar-links/<uuid:link_id>/", calendars.CalendarLinkView.as_view(), name="calendar-link"),
]
