"""Routes of the registry."""

from django.urls import path

from yiyang.faces.web.registry import (
    agreements,
    beds,
    designations,
    imports,
    rosters,
    staff,
    tables,
    views,
)

urlpatterns = [
    path("institutions/", views.institutions, name="institutions"),
    path("institutions/new/", views.new, name="institution_new"),
    path("institutions/gaps/", views.gaps, name="medical_gaps"),
    path("institutions/<int:pk>/", views.institution, name="institution"),
    path("institutions/<int:pk>/edit/", views.edit, name="institution_edit"),
    path("institutions/<int:pk>/beds/", beds.beds, name="institution_beds"),
    path("institutions/<int:pk>/beds/new/", beds.new, name="bed_new"),
    path("institutions/<int:pk>/wards/new/", staff.ward_new, name="ward_new"),
    path("institutions/<int:pk>/staff/new/", staff.practitioner_new, name="practitioner_new"),
    path("institutions/<int:pk>/roster/", rosters.roster, name="roster"),
    path("institutions/<int:pk>/agreements/new/", agreements.new, name="agreement_new"),
    path("institutions/<int:pk>/designations/new/", designations.new, name="designation_new"),
    path("designations/<int:pk>/", designations.edit, name="designation"),
    path("designations/<int:pk>/remove/", designations.remove, name="designation_remove"),
    path("agreements/<int:pk>/", agreements.agreement, name="agreement"),
    path("agreements/<int:pk>/end/", agreements.end, name="agreement_end"),
    path("rosters/<int:pk>/end/", rosters.end, name="duty_end"),
    path("beds/ours/", beds.own, name="own_beds"),
    path("beds/ours/<int:pk>/", beds.own_edit, name="own_bed"),
    path("beds/ours/<int:pk>/state/", beds.own_state, name="own_bed_state"),
    path("beds/<int:pk>/edit/", beds.edit, name="bed_edit"),
    path("imports/", imports.upload, name="imports"),
    path("imports/empty/", tables.empty, name="empty_table"),
    path("imports/<int:pk>/", imports.check, name="import_check"),
]
