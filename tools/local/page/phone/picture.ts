const SIDE = 160;

/** A small landscape as base64 of a PNG: what a user sends as a picture. */
export function drawPicture(): string {
  const canvas = document.createElement('canvas');
  canvas.width = SIDE;
  canvas.height = SIDE;
  const pen = canvas.getContext('2d');
  if (pen) {
    pen.fillStyle = '#bfe3ff';
    pen.fillRect(0, 0, SIDE, SIDE);
    disc(pen, '#ffd54a', 118, 42, 20);
    disc(pen, '#4caf6d', 40, 190, 90);
    disc(pen, '#2e8b57', 130, 200, 90);
  }
  return canvas.toDataURL('image/png').split(',')[1] ?? '';
}

function disc(pen: CanvasRenderingContext2D, color: string, x: number, y: number, radius: number): void {
  pen.fillStyle = color;
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
}
