from django.urls import path

from notifications.api import push, unsubscribing

urlpatterns = [
    path("push-key/", push.PushKeyView.as_view(), name="push-key"),
    path("push-subscriptions/", push.PushSubscriptionsView.as_view(), name="push-subscriptions"),
    path(
        "push-subscriptions/<uuid:subscription_id>/",
        push.PushSubscriptionView.as_view(),
        name="push-subscription",
    ),
    path("push-subscriptions/<uuid:subscription_id>/test/", push.PushTestView.as_view(), name="push-test"),
    path("unsubscribe/<str:token>/", unsubscribing.UnsubscribeView.as_view(), name="unsubscribe"),
    path("unsubscribe/<str:token>", unsubscribing.cut_short, name="unsubscribe-cut"),
]
