"""From a barcode to a food: digits always, a photo read on the server, the camera where it can."""

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from trophe.errors import InputError
from trophe.nutrition.barcode import key as barcode_key
from trophe.web.diary.days import get_slot_or_404
from trophe.web.diary.views_add import show_error
from trophe.web.foods.forms import BarcodeForm
from trophe.web.foods.search import by_barcode
from trophe.web.people.access import get_person_or_404

MOST_BYTES = 15_000_000


@require_http_methods(["GET", "HEAD", "POST"])
def barcode_page(request: HttpRequest, code: UUID, day: date, slot: UUID) -> HttpResponse:
    """Find the food of a code and go on to its amount; an unknown code leads to a new food."""
    person = get_person_or_404(request.user, code, write=True)
    meal = get_slot_or_404(person, slot)
    form = BarcodeForm(request.POST or None, request.FILES or None)
    unknown = ""
    if request.method == "POST" and form.is_valid():
        try:
            found = _code_of(form)
        except InputError as error:
            show_error(form, error)
        else:
            food = by_barcode(person, found)
            if food is not None:
                return redirect("add-amount", person.code, day, meal.code, food.code)
            unknown = found.lstrip("0")
    query = urlencode({"barcode": unknown, "day": day.isoformat(), "slot": str(meal.code)})
    context = {
        "day": day,
        "slot": meal,
        "form": form,
        "unknown": unknown,
        "new": f"{reverse('food-new', args=[person.code])}?{query}",
    }
    return render(request, "foods/barcode.html", context)


def _code_of(form: BarcodeForm) -> str:
    """The code that was typed or that the photo shows, as 14 digits."""
    digits, photo = form.cleaned_data["digits"].strip(), form.cleaned_data["photo"]
    if digits:
        try:
            return barcode_key(digits)
        except InputError as error:
            raise InputError("digits", str(error)) from None
    if photo is None:
        raise InputError("digits", "Type the digits under the bars, or take a photo of them.")
    if photo.size > MOST_BYTES:
        raise InputError("photo", f"photo has {photo.size / 1e6:.0f} MB; 15 MB fit.")
    from trophe.nutrition.barcode import decode

    try:
        codes = decode(photo.read())
    except InputError as error:
        raise InputError("photo", str(error)) from None
    if not codes:
        raise InputError(
            "photo", "No barcode can be read in this photo. Hold it flat and close, or type it."
        )
    return str(codes[0].key)
