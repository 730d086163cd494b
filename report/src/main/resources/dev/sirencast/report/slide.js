// Lays the original over what arrived, as far as the slider below says.
for (const gallery of document.querySelectorAll(".arrivals")) {
  const original = gallery.querySelector("figure.original img");
  for (const figure of gallery.querySelectorAll("figure.arrived")) {
    const over = original.cloneNode();
    over.alt = "";
    over.className = "over";
    const edge = document.createElement("div");
    edge.className = "edge";
    figure.querySelector(".view").append(over, edge);
    const slide = figure.querySelector(".slide");
    const range = slide.querySelector("input");
    const show = () => {
      over.style.clipPath = `inset(0 ${100 - range.value}% 0 0)`;
      edge.style.left = `${range.value}%`;
      range.setAttribute("aria-valuetext", `${range.value} % original`);
    };
    range.addEventListener("input", show);
    slide.hidden = false;
    show();
  }
}
