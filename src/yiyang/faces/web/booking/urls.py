"""Routes of booking and triage."""

from django.urls import path

from yiyang.booking import services as booking
from yiyang.faces.web.booking import changes, desk, triage, views
from yiyang.referrals import services as referrals

urlpatterns = [
    path("my/booking/<int:person_id>/", views.own, name="own_booking"),
    path("people/<int:person_id>/booking/", views.for_person, name="person_booking"),
    path("bookings/<int:pk>/cancel/", views.cancel, name="booking_cancel"),
    path("clinics/", desk.clinics, name="clinics"),
    path("clinics/new/", desk.new_clinic, name="clinic_new"),
    path("clinics/<int:pk>/sessions/", desk.publish, name="session_new"),
    path("clinics/sessions/<int:pk>/", desk.queue, name="queue"),
    path("clinics/sessions/<int:pk>/move/", changes.move, name="session_move"),
    path("clinics/sessions/<int:pk>/close/", changes.close, name="session_close"),
    path("clinics/sessions/<int:pk>/next/", desk.call_next, name="queue_next"),
    path("bookings/<int:pk>/here/", desk.step(referrals.check_in_booking), name="booking_here"),
    path("bookings/<int:pk>/seen/", desk.seen, name="booking_seen"),
    path("bookings/<int:pk>/missed/", desk.step(referrals.miss_booking), name="booking_missed"),
    path("bookings/<int:pk>/left/", desk.step(booking.leave), name="booking_left"),
    path("bookings/<int:pk>/settle/", desk.settle, name="booking_settle"),
    path("triage/", triage.ask_public, name="triage"),
    path("my/triage/<int:person_id>/", triage.ask, name="own_triage"),
    path("my/triage/answers/<int:pk>/", triage.answer, name="triage_answer"),
]
