// What a window keeps over a reload. Where the browser keeps nothing, neither does the page.

export function kept(name, where = sessionStorage) {
  try {
    return JSON.parse(where.getItem(`mellom.${name}`));
  } catch {
    return null;
  }
}

export function keep(name, value, where = sessionStorage) {
  try {
    where.setItem(`mellom.${name}`, JSON.stringify(value));
  } catch {
    // a full or forbidden storage loses no work, only the memory of it
  }
}

export function forget(name, where = sessionStorage) {
  where.removeItem(`mellom.${name}`);
}
