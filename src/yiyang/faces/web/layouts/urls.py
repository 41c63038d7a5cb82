from django.urls import path

from yiyang.faces.web.layouts import grids, posts, sites

urlpatterns = [
    path("plan/sites/", sites.plans, name="layouts"),
    path("plan/sites/orders/<int:pk>/", sites.order, name="layout_order"),
    path("plan/sites/orders/<int:pk>/stop/", sites.stop, name="layout_stop"),
    path("plan/sites/<int:pk>/", sites.plan, name="layout"),
    path("plan/sites/<int:pk>/points.csv", sites.points_csv, name="layout_csv"),
    path("plan/grids/", grids.sets, name="grid_sets"),
    path("plan/grids/import/", grids.take_in, name="grids_import"),
    path("plan/grids/<int:pk>/", grids.one, name="grid_set"),
    path("plan/grids/<int:pk>/adopt/", grids.adopt, name="grids_adopt"),
    path("plan/grids/<int:pk>/remove/", grids.remove, name="grids_remove"),
    path("plan/grids/<int:pk>/grids.geojson", grids.geojson, name="grids_geojson"),
    path("plan/grid/<int:pk>/", grids.change, name="grid"),
    path("plan/posts/", posts.posts, name="staffing"),
    path("plan/posts/needs.csv", posts.needs_csv, name="staffing_csv"),
]
