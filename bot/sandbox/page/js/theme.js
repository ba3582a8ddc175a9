// Runs before anything is drawn, so that a chosen theme does not flash.
try {
  const chosen = JSON.parse(localStorage.getItem("mellom.theme"));
  if (chosen) document.documentElement.dataset.theme = chosen;
} catch {
  // the browser keeps nothing: its own theme is shown
}
