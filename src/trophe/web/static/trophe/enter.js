"use strict";
/* The one-time link: press the button for the person. Without script they press it themselves. */
document.getElementById("enter").submit();
