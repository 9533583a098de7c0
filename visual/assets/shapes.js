"use strict";
// Outlines of the classes, drawn the same in the picture and in its legend. Nothing here reads the graph.
const Shapes = (() => {
  const outlines = {
    round: (c, x, y, w, h) => c.roundRect(x, y, w, h, 5),
    stadium: (c, x, y, w, h) => c.roundRect(x, y, w, h, h / 2),
    hexagon: (c, x, y, w, h) => polygon(c, [[x + h / 3, y], [x + w - h / 3, y], [x + w, y + h / 2], [x + w - h / 3, y + h], [x + h / 3, y + h], [x, y + h / 2]]),
    slant: (c, x, y, w, h) => polygon(c, [[x + h / 3, y], [x + w, y], [x + w - h / 3, y + h], [x, y + h]]),
    octagon: (c, x, y, w, h) => polygon(c, [[x + 7, y], [x + w - 7, y], [x + w, y + 7], [x + w, y + h - 7], [x + w - 7, y + h], [x + 7, y + h], [x, y + h - 7], [x, y + 7]]),
    arrow: (c, x, y, w, h) => polygon(c, [[x, y], [x + w - h / 2, y], [x + w, y + h / 2], [x + w - h / 2, y + h], [x, y + h]]),
    ticket: (c, x, y, w, h) => { c.moveTo(x + 7, y); c.lineTo(x + w - 7, y); c.arc(x + w, y, 7, Math.PI, Math.PI / 2, true); c.lineTo(x + w, y + h - 7); c.arc(x + w, y + h, 7, -Math.PI / 2, Math.PI, true); c.lineTo(x + 7, y + h); c.arc(x, y + h, 7, 0, -Math.PI / 2, true); c.lineTo(x, y + 7); c.arc(x, y, 7, Math.PI / 2, 0, true); c.closePath(); },
    folded: (c, x, y, w, h) => polygon(c, [[x, y], [x + w - 9, y], [x + w, y + 9], [x + w, y + h], [x, y + h]]),
    diamond: (c, x, y, w, h) => polygon(c, [[x + w / 2, y], [x + w, y + h / 2], [x + w / 2, y + h], [x, y + h / 2]]),
  };

  function polygon(c, points) {
    c.moveTo(...points[0]);
    for (const point of points.slice(1)) c.lineTo(...point);
    c.closePath();
  }

  /** Draw one shape around (x, y). `style`: shape, colour, fill of look.json. */
  function draw(c, style, x, y, w, h, strong) {
    c.beginPath();
    outlines[style.shape](c, x - w / 2, y - h / 2, w, h);
    c.fillStyle = style.fill;
    c.fill();
    c.lineWidth = strong ? 3.5 : 1.5;
    c.strokeStyle = style.colour;
    c.stroke();
  }

  /** A small canvas with one shape, or one line, for the legend. */
  function sample(paint) {
    const canvas = document.createElement("canvas");
    canvas.width = 80;
    canvas.height = 40;
    const c = canvas.getContext("2d");
    c.scale(2, 2);
    paint(c);
    return canvas;
  }

  return { draw, sample };
})();
