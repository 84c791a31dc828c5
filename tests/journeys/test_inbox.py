"""The inbox emptied by thumb, gold after its weeks, and a browser that wants reminders."""

from datetime import timedelta

from playwright.sync_api import expect

from trophe.web.diary.days import slots_of
from trophe.web.diary.eating import quick_add
from trophe.web.diary.noting import log_exercise
from trophe.web.inbox.models import Device, Telling

GRANTED = """
Notification.requestPermission = async () => "granted";
const given = {endpoint: "https://push.example/1", keys: {
  p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
  auth: "BTBZMqHH6r4Tts7J_aSIgg"}};
PushManager.prototype.subscribe = async function (asked) {
  window.asked = asked;
  return {toJSON: () => given};
};
"""


def care(person, owner, *, weeks_ago, days=(0, 2, 4)):
    """A week of care: food and exercise on three days."""
    monday = person.today() - timedelta(days=person.today().weekday() + 7 * weeks_ago)
    slot = slots_of(person)[0]
    for offset in days:
        day = monday + timedelta(days=offset)
        quick_add(
            person=person,
            by=owner,
            day=day,
            slot=slot,
            nutrients={"energy_kcal": 1800.0, "protein_g": 130.0},
        )
        log_exercise(person=person, by=owner, day=day, name="Walk", met=3.5, minutes=30)


def test_an_emptied_inbox_says_so(visit, owner, person):
    person.weights.filter(local_date__gt=person.today() - timedelta(days=9)).delete()
    window = visit()
    page = window.page
    window.go(f"/p/{person.code}/")
    page.get_by_role("link", name="Inbox").first.tap()
    page.wait_for_url("**/inbox/")
    expect(page.get_by_role("heading", name="Weigh in")).to_be_visible()
    for notice in page.get_by_role("button", name="Done: ").all_inner_texts():
        assert notice == "Done"
        done = page.get_by_role("button", name="Done: ").first
        name = done.get_attribute("aria-label")
        done.tap()
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    expect(page.get_by_text("You're all caught up!")).to_be_visible()
    page.get_by_text("Done lately").tap()
    page.get_by_role("button", name="Bring back: Weigh in").tap()
    expect(page.get_by_role("heading", name="Weigh in")).to_be_visible()
    assert window.complaints == []


def test_gold_comes_after_its_weeks_whatever_lay_between_and_stays(visit, owner, person):
    person.weights.filter(local_date__lt=person.today() - timedelta(days=1)).delete()
    # Eleven weeks of care around an illness of five.
    for weeks_ago in (*range(1, 6), *range(11, 17)):
        care(person, owner, weeks_ago=weeks_ago)
    window = visit()
    page = window.page
    window.go(f"/p/{person.code}/inbox/")
    expect(page.get_by_role("img", name="Silver member").first).to_be_visible()
    care(person, owner, weeks_ago=17)
    window.go(f"/p/{person.code}/inbox/")
    expect(page.get_by_role("img", name="Gold member").first).to_be_visible()
    window.go(f"/p/{person.code}/milestones/")
    expect(page.get_by_text("12 weeks of care so far.")).to_be_visible()
    person.entries.all().delete()
    window.go(f"/p/{person.code}/inbox/")
    expect(page.get_by_role("img", name="Gold member").first).to_be_visible()
    assert window.complaints == []


def test_a_browser_asks_to_be_reminded_under_the_content_policy(visit, owner, person, settings):
    settings.PUSH_ON = True
    window = visit()
    page = window.page
    page.add_init_script(GRANTED)
    window.go(f"/p/{person.code}/reminders/")
    page.get_by_role("button", name="Remind me on this device").tap()
    expect(page.get_by_text("This device is reminded from now on.")).to_be_visible()
    expect(page.get_by_text("Chrome on")).to_be_visible()
    assert Device.objects.get().user == owner
    assert Telling.objects.get().by_push
    found = "navigator.serviceWorker.getRegistration('/reminders/')"
    scope = page.evaluate(f"{found}.then(one => one.scope)")
    assert scope == f"{window.base}/reminders/"
    assert window.complaints == []
