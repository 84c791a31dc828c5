"use strict";
/* Trusted Types: fragments of our own pages may be put in place; a script among them may not. A
   script of our own that runs beside the page is one of these. */
const WORKERS = ["/alarm/worker.js", "/reminders/worker.js"];
if (window.trustedTypes && window.trustedTypes.createPolicy) {
  window.trustedTypes.createPolicy("default", {
    createHTML(html) {
      if (/<script/i.test(html)) {
        throw new TypeError("A fragment must not carry a script.");
      }
      return html;
    },
    createScriptURL(address) {
      if (!WORKERS.includes(address)) {
        throw new TypeError("No script may be loaded by another.");
      }
      return address;
    },
  });
}
