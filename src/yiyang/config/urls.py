"""Every door: each area of the web face names its own routes."""

from yiyang.faces import web

urlpatterns = web.urlpatterns()

handler404 = "yiyang.faces.web.errors.not_found"
handler429 = "yiyang.faces.web.errors.too_many"
