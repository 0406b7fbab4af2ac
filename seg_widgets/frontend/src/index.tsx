// Placeholder until the rule editor moves in: it shows that the bundle loads and that its parts fit together.
import type { RenderProps } from "@anywidget/types";
import { render as mount } from "preact";
import { QueryBuilder } from "react-querybuilder";
import "./style.css";

function render({ el }: RenderProps): () => void {
  mount(<QueryBuilder fields={[{ name: "plan", label: "Plan" }]} />, el);
  return () => mount(null, el);
}

export default { render };
