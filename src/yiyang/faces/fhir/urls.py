"""The routes of the FHIR face.

One line a route; each view stands behind its own door.  Operations come before the names they
would be taken for.
"""

from django.urls import path

from yiyang.faces.fhir import (
    auditing,
    bundling,
    exporting,
    gathering,
    histories,
    messaging,
    reading,
    searching,
    statement,
    subscribing,
    summarising,
    validating,
    writing,
)
from yiyang.faces.fhir.doors import by_method

OWN = {"kind": subscribing.KIND}  # the type that is kept apart from the record

urlpatterns = [
    path("fhir", by_method(GET=searching.search_all, POST=bundling.bundle), name="fhir"),
    path("fhir/", by_method(GET=searching.search_all, POST=bundling.bundle), name="fhir_base"),
    path(
        "fhir/_search",
        by_method(GET=searching.search_all, POST=searching.search_all),
        name="fhir_search_all",
    ),
    path("fhir/metadata", by_method(GET=statement.statement), name="fhir_metadata"),
    path("fhir/_history", by_method(GET=histories.of_all), name="fhir_history"),
    path("fhir/$process-message", messaging.process_message, name="fhir_process_message"),
    path("fhir/$validate", validating.validate, name="fhir_validate"),
    path("fhir/<str:kind>/$validate", validating.validate, name="fhir_validate_type"),
    path("fhir/<str:kind>/<str:fhir_id>/$validate", validating.validate, name="fhir_validate_one"),
    path(
        "fhir/Patient/$summary", summarising.summary_by_identifier, name="fhir_summary_identified"
    ),
    path("fhir/Patient/<str:fhir_id>/$summary", summarising.summary, name="fhir_summary"),
    path(
        "fhir/$export", by_method(GET=exporting.of_all, POST=exporting.of_all), name="fhir_export"
    ),
    path(
        "fhir/Patient/$export",
        by_method(GET=exporting.of_patients, POST=exporting.of_patients),
        name="fhir_export_patients",
    ),
    path(
        "fhir/Group/<str:fhir_id>/$export",
        by_method(GET=exporting.of_group, POST=exporting.of_group),
        name="fhir_export_group",
    ),
    path(
        "fhir/bulk/<uuid:export_id>",
        by_method(GET=exporting.follow, DELETE=exporting.stop),
        name="fhir_export_status",
    ),
    path(
        "fhir/bulk/<uuid:export_id>/<str:name>",
        by_method(GET=exporting.fetch),
        name="fhir_export_file",
    ),
    path(
        "fhir/Patient/<str:fhir_id>/$everything",
        by_method(GET=gathering.all_of_patient, POST=gathering.all_of_patient),
        name="fhir_everything",
    ),
    path("fhir/Patient/<str:fhir_id>/$access-log", auditing.access_log, name="fhir_access_log"),
    path(
        "fhir/Subscription/$status",
        by_method(GET=subscribing.statuses, POST=subscribing.statuses),
        OWN,
        name="fhir_statuses",
    ),
    path(
        "fhir/Subscription/<str:fhir_id>/$status",
        by_method(GET=subscribing.status, POST=subscribing.status),
        OWN,
        name="fhir_subscription_status",
    ),
    path(
        "fhir/Subscription/<str:fhir_id>/$events",
        by_method(GET=subscribing.events, POST=subscribing.events),
        OWN,
        name="fhir_subscription_events",
    ),
    path(
        "fhir/Subscription/_search",
        by_method(GET=subscribing.search, POST=subscribing.search),
        OWN,
        name="fhir_subscription_search",
    ),
    path(
        "fhir/Subscription",
        by_method(GET=subscribing.search, POST=subscribing.create),
        OWN,
        name="fhir_subscriptions",
    ),
    path(
        "fhir/Subscription/<str:fhir_id>",
        by_method(
            GET=subscribing.read,
            PUT=subscribing.update,
            PATCH=subscribing.patch,
            DELETE=subscribing.delete,
        ),
        OWN,
        name="fhir_subscription",
    ),
    path(
        "fhir/<str:kind>/_search",
        by_method(GET=searching.search_type, POST=searching.search_type),
        name="fhir_search_form",
    ),
    path("fhir/<str:kind>/_history", by_method(GET=histories.of_type), name="fhir_type_history"),
    path(
        "fhir/<str:kind>",
        by_method(
            GET=searching.search_type,
            POST=writing.create,
            PUT=writing.update_found,
            PATCH=writing.patch_found,
            DELETE=writing.delete_found,
        ),
        name="fhir_type",
    ),
    path(
        "fhir/<str:kind>/<str:fhir_id>",
        by_method(GET=reading.read, PUT=writing.update, PATCH=writing.patch, DELETE=writing.delete),
        name="fhir_read",
    ),
    path(
        "fhir/<str:kind>/<str:fhir_id>/_history",
        by_method(GET=histories.of_one),
        name="fhir_instance_history",
    ),
    path(
        "fhir/<str:kind>/<str:fhir_id>/_history/<str:version>",
        by_method(GET=reading.vread),
        name="fhir_vread",
    ),
    path(
        "fhir/<str:whose>/<str:fhir_id>/<str:kind>",
        by_method(GET=searching.search_compartment),
        name="fhir_compartment",
    ),
]
