// Lists and menus stand beside what opened them, wherever there is room.
const GAP = 4;

export function showBeside(popup, anchor) {
  if (!popup.matches(":popover-open")) popup.showPopover();
  const at = anchor.getBoundingClientRect();
  const size = popup.getBoundingClientRect();
  const below = at.bottom + GAP;
  const above = at.top - GAP - size.height;
  const fits = below + size.height <= innerHeight || above < 0;
  popup.style.top = `${Math.max(GAP, fits ? Math.min(below, innerHeight - size.height - GAP) : above)}px`;
  popup.style.left = `${Math.max(GAP, Math.min(at.left, innerWidth - size.width - GAP))}px`;
  popup.style.minWidth = `${Math.min(at.width, innerWidth - 2 * GAP)}px`;
}
