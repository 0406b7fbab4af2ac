// What stands outside the editor, in bundles of their own: a chart, a text of code, a table to be saved. `catalogue.strings` does not
// reach them.
export const CHART = {
  open: "Save this chart",
  png: "Picture (PNG)",
  svg: "Drawing (SVG)",
  code: "Copy Altair code",
  saved: "Saved",
  copied: "Copied",
  failed: "That did not work: {why}",
  silent: "the kernel does not answer",
  empty: "there is no picture",
  refused: "the browser does not let it be copied",
  undrawn: "This chart could not be drawn: {why}",
  late: "Vega did not come",
} as const;

export const CODE = {
  copy: "Copy",
  copied: "Copied",
  failed: "Select and copy by hand",
  region: "Code",
} as const;

export const DOWNLOAD = {
  making: "Making the file…",
} as const;
