// Turns the picture of the directory's map into one that can be moved. Its data are the list
// beside it, so that both always show the same; without this script picture and list remain.
const MAP = "partner-map";
const PLACES = "#partner-places [data-latitude]";
const SIZE = 30; // pixels of a marker
const CLOSEST = 15;

const Button = L.DivIcon.extend({
  createIcon() {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = this.options.number > 1 ? this.options.number : "";
    button.setAttribute("aria-label", this.options.title);
    button.setAttribute("aria-expanded", "false");
    this._setIconStyles(button, "icon");
    return button;
  },
});

function markerOf(place, map) {
  const { latitude, longitude, title, number } = place.dataset;
  const icon = new Button({ className: "map-marker", iconSize: [SIZE, SIZE], number: Number(number), title });
  const marker = L.marker([latitude, longitude], { icon, keyboard: false });
  marker.on("click", () => open(marker, place, map));
  return marker;
}

function open(marker, place, map) {
  const content = document.createElement("div");
  content.append(...[...place.children].map((child) => child.cloneNode(true)));
  const button = marker.getElement();
  const popup = L.popup({ offset: [0, -SIZE / 3], autoPanPadding: [20, 20] })
    .setLatLng(marker.getLatLng())
    .setContent(content);
  popup.on("add", () => button.setAttribute("aria-expanded", "true"));
  popup.on("remove", () => {
    button.setAttribute("aria-expanded", "false");
    if (content.contains(document.activeElement) || document.activeElement === document.body) {
      button.focus();
    }
  });
  popup.openOn(map);
  const close = popup.getElement().querySelector(".leaflet-popup-close-button");
  close?.setAttribute("aria-label", document.getElementById(MAP).dataset.close);
  content.querySelector("a")?.focus({ preventScroll: true });
}

async function start() {
  const figure = document.getElementById(MAP);
  const box = figure?.querySelector(".partner-map__box");
  if (!box || box.dataset.ready) return;
  box.dataset.ready = "yes";
  const answer = await fetch(figure.dataset.shapes);
  if (!answer.ok) return; // the picture stays
  const shapes = await answer.json();
  box.replaceChildren();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(box, {
    zoomControl: false,
    zoomAnimation: !still,
    fadeAnimation: !still,
    markerZoomAnimation: !still,
    maxZoom: CLOSEST,
    zoomSnap: 0.25,
    scrollWheelZoom: false, // a page must scroll past a map
  });
  map.attributionControl.setPrefix(false);
  L.control
    .zoom({ zoomInTitle: figure.dataset.zoomIn, zoomOutTitle: figure.dataset.zoomOut })
    .addTo(map);
  const land = L.geoJSON(shapes, {
    attribution: shapes.attribution,
    interactive: false,
    style: (feature) => ({ className: `map-${feature.properties.kind}`, weight: 1, fillOpacity: 1 }),
  }).addTo(map);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") map.closePopup();
  });
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", figure.dataset.label);
  const markers = L.featureGroup([...document.querySelectorAll(PLACES)].map((place) => markerOf(place, map)));
  const city = L.featureGroup(land.getLayers().filter((layer) => layer.feature.properties.kind === "part"));
  const bounds = city.getBounds();
  if (markers.getLayers().length) bounds.extend(markers.getBounds());
  map.fitBounds(bounds, { animate: false, padding: [SIZE, SIZE] });
  markers.addTo(map);
}

start();
document.body.addEventListener("htmx:load", start);
