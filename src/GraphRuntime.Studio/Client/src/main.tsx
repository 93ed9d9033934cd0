import { render } from "preact";
import { App } from "./shell/App";
import { connect } from "./shell/server";
import { applyTheme } from "./shell/theme";
import "./styles/index.css";

applyTheme();
void connect();
const root = document.getElementById("studio");
if (root) {
  render(<App />, root);
}
