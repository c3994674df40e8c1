/* Keys of shortcuts, whatever the layout of the keyboard. */

/** The letter of a pressed key; that of the key's position if the layout has other letters. */
export function letterOf(event) {
  const key = event.key.toLowerCase();
  return /^[a-z]$/.test(key) ? key : event.code.replace("Key", "").toLowerCase();
}

/** Whether a key was pressed without Ctrl, Alt, Shift or ⌘, with which it may be the browser's. */
export function isPressedAlone(event) {
  return !(event.ctrlKey || event.altKey || event.shiftKey || event.metaKey);
}
