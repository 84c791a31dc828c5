"""What is asked about how the diary works."""

from typing import Any

from django import forms

from trophe.nutrition.food import Allergen, Diet, Texture
from trophe.web.diary.records import DiarySettings


class DiarySettingsForm(forms.Form):
    """One page of choices; each is explained where it stands."""

    day_start = forms.TimeField(
        label="A new day begins at",
        help_text="What you eat before that hour still counts for the day before.",
        widget=forms.TimeInput(attrs={"type": "time", "class": "input"}, format="%H:%M"),
    )
    exercise_counts = forms.ChoiceField(
        label="Does exercise add to what you may eat?",
        choices=DiarySettings.ExerciseCounts.choices,
        widget=forms.RadioSelect,
    )
    glass_ml = forms.IntegerField(
        label="Your glass holds (ml)",
        min_value=20,
        max_value=2000,
        widget=forms.NumberInput(attrs={"class": "input"}),
    )
    diet = forms.ChoiceField(
        label="What you eat",
        required=False,
        choices=[("", "Everything"), *[(d.value, d.value.capitalize()) for d in Diet]],
        widget=forms.Select(attrs={"class": "input"}),
    )
    avoid_allergens = forms.MultipleChoiceField(
        label="Leave these out of suggestions",
        required=False,
        choices=[(a.value, a.value.capitalize()) for a in Allergen],
        widget=forms.CheckboxSelectMultiple,
    )
    texture = forms.ChoiceField(
        label="How food has to be",
        required=False,
        choices=[("", "Any"), *[(t.value, t.value.capitalize()) for t in Texture]],
        widget=forms.Select(attrs={"class": "input"}),
    )
    dislikes = forms.CharField(
        label="Foods you do not like",
        required=False,
        max_length=500,
        help_text="With commas between them.",
        widget=forms.TextInput(attrs={"class": "input"}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @classmethod
    def shown(cls, settings: DiarySettings) -> dict[str, Any]:
        """What the settings say, as the form shows it."""
        return {
            "day_start": f"{settings.day_start_min // 60:02d}:{settings.day_start_min % 60:02d}",
            "exercise_counts": settings.exercise_counts,
            "glass_ml": settings.glass_ml,
            "diet": settings.diet,
            "avoid_allergens": settings.avoid_allergens.split(),
            "texture": settings.texture,
            "dislikes": settings.dislikes,
            "version": settings.version if settings.pk else None,
        }

    def told(self) -> dict[str, Any]:
        """The form as columns of the settings."""
        values = self.cleaned_data
        start = values["day_start"]
        return {
            "day_start_min": start.hour * 60 + start.minute,
            "exercise_counts": values["exercise_counts"],
            "glass_ml": values["glass_ml"],
            "diet": values["diet"],
            "avoid_allergens": " ".join(values["avoid_allergens"]),
            "texture": values["texture"],
            "dislikes": values["dislikes"],
            "version": values["version"],
        }
