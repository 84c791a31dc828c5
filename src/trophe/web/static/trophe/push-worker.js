"use strict";
/* Shows a message that was pushed, and opens the inbox when it is tapped. Nothing is kept. */

self.addEventListener("push", (event) => {
  let told = {};
  try {
    told = event.data.json();
  } catch {
    told = {};
  }
  const title = String(told.title || "Trophe");
  const path = String(told.url || "/");
  event.waitUntil(
    self.registration.showNotification(title, {
      body: String(told.body || "Something waits for you."),
      tag: "trophe",
      data: { path: path.startsWith("/") && !path.startsWith("//") ? path : "/" },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data.path));
});
