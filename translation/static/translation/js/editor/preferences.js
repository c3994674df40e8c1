/* Choices of a person that this browser remembers, unless it does not allow pages to store anything. */

export function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch { /* The choice is valid until the page is left. */ }
}
