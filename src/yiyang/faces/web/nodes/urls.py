"""Routes of partner nodes."""

from django.urls import path

from yiyang.faces.web.nodes import officer, person

urlpatterns = [
    path("officers/nodes/", officer.nodes, name="nodes"),
    path("officers/nodes/new/", officer.new, name="new_node"),
    path("officers/nodes/<int:pk>/", officer.node, name="node"),
    path("officers/nodes/<int:pk>/change/", officer.change, name="change_node"),
    path("officers/nodes/<int:pk>/institution/", officer.institution, name="node_institution"),
    path("officers/nodes/<int:pk>/map/", officer.code_map, name="node_map"),
    path("officers/nodes/<int:pk>/stop/", officer.stop, name="stop_node"),
    path("officers/nodes/<int:pk>/drop/", officer.drop, name="drop_message"),
    path("officers/nodes/<int:pk>/hear/", officer.hear, name="hear_answers"),
    path("officers/nodes/<int:pk>/start/", officer.start, name="start_node"),
    path("people/<int:person_id>/nodes/", person.exchanged, name="person_nodes"),
]
