// Arrow keys within one stop of the Tab key.

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Let the arrows, Home and End lead through what fits the selector; only the current one is a stop of Tab. */
export function rove(container, selector) {
  const all = () => [...container.querySelectorAll(selector)].filter((node) => !node.disabled);
  const settle = (current) => all().forEach((node) => (node.tabIndex = node === current ? 0 : -1));
  settle(all()[0]);
  container.addEventListener("focusin", (event) => all().includes(event.target) && settle(event.target));
  container.addEventListener("keydown", (event) => {
    const nodes = all();
    const at = nodes.indexOf(document.activeElement);
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = STEPS[event.key];
    const to = event.key === "Home" ? 0 : event.key === "End" ? nodes.length - 1 : step && (at + step + nodes.length) % nodes.length;
    if (to === undefined) return;
    event.preventDefault();
    nodes[to].focus();
  });
}
