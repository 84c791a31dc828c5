"""All addresses. Each app keeps its own."""

from django.urls import include, path

from trophe.web.api.routes import api
from trophe.web.config.views import healthz

urlpatterns = [
    path("", include("trophe.web.people.urls")),
    path("", include("trophe.web.diary.urls")),
    path("", include("trophe.web.diary.urls_day")),
    path("", include("trophe.web.foods.urls")),
    path("", include("trophe.web.plans.urls")),
    path("", include("trophe.web.trends.urls")),
    path("", include("trophe.web.guide.urls")),
    path("", include("trophe.web.muscle.urls")),
    path("", include("trophe.web.training.urls")),
    path("", include("trophe.web.check.urls")),
    path("", include("trophe.web.inbox.urls")),
    path("", include("trophe.web.accounts.urls")),
    path("api/v1/", api.urls),
    path("healthz", healthz, name="healthz"),
]

handler404 = "trophe.web.config.views.not_found"
handler500 = "trophe.web.config.views.broken"
