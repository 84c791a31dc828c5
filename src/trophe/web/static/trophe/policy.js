"use strict";
/* Trusted Types: fragments of our own pages may be put in place; a script among them may not. */
if (window.trustedTypes && window.trustedTypes.createPolicy) {
  window.trustedTypes.createPolicy("default", {
    createHTML(html) {
      if (/<script/i.test(html)) {
        throw new TypeError("A fragment must not carry a script.");
      }
      return html;
    },
  });
}
