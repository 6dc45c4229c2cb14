// Draws the advice and its QR code as a picture, for places that allow neither code nor links. Runs once per tap.
(async () => {
  const box = document.getElementById('picture'), qr = document.querySelector('.qr');
  const { title, text, said, date, brand, foot, save } = box.dataset;
  const width = 900, edge = 64, font = getComputedStyle(document.body).fontFamily;
  const canvas = document.createElement('canvas'), pen = canvas.getContext('2d');

  // Han may break anywhere, Latin words and figures only between them, and no line begins with a full stop.
  function lines(words, size, weight) {
    pen.font = `${weight} ${size}px ${font}`;
    const parts = words.match(/[\w.,:¥$–%/-]+\s*|\s+|.[，。；：、）」！？]*/gu) || [], rows = [''];
    for (const part of parts) {
      if (pen.measureText(rows.at(-1) + part).width > width - 2 * edge) rows.push('');
      rows[rows.length - 1] += part;
    }
    return rows;
  }

  const head = lines(title, 44, 700), body = [said, text].filter(Boolean).flatMap((part) => lines(part, 30, 400));
  const middle = edge + 40 + head.length * 64 + 16 + body.length * 46 + 32;
  canvas.width = width;
  canvas.height = middle + 260 + edge;
  pen.fillStyle = '#faf6ef';
  pen.fillRect(0, 0, width, canvas.height);
  pen.fillStyle = '#a63d12';
  pen.fillRect(0, 0, width, 16);
  pen.textBaseline = 'top';
  let y = edge + 16;
  if (brand) {
    pen.font = `600 26px ${font}`;
    pen.fillStyle = '#a63d12';
    pen.fillText([brand, date].filter(Boolean).join(' · '), edge, 34);
  }
  const write = (rows, size, weight, step, colour) => {
    pen.font = `${weight} ${size}px ${font}`;
    pen.fillStyle = colour;
    for (const row of rows) { pen.fillText(row, edge, y); y += step; }
  };
  write(head, 44, 700, 64, '#241d15');
  y += 16;
  write(body, 30, 400, 46, '#655747');

  await qr.decode();
  const side = qr.naturalWidth, scale = Math.floor(260 / side) || 260 / side;
  pen.imageSmoothingEnabled = false;
  pen.drawImage(qr, edge, middle, side * scale, side * scale);
  const left = edge + side * scale + 32;
  pen.fillStyle = '#241d15';
  pen.font = `600 32px ${font}`;
  pen.fillText(foot, left, middle + 24);
  pen.fillStyle = '#655747';
  pen.font = `400 26px ${font}`;
  pen.fillText(location.host, left, middle + 76);

  const image = new Image(), link = document.createElement('a');
  image.src = link.href = canvas.toDataURL();
  image.alt = title;
  image.width = 300;
  link.download = 'server-advisor.png';
  link.textContent = save;
  box.replaceChildren(image, document.createElement('br'), link);
})();
