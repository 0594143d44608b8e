import { type ComponentChild, h } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Chart, frameOf, type Shape, svgText } from '../../../charts/shape.ts';
import { t } from '../live/language.ts';
import { saveFile } from './save-file.ts';

/** A chart as elements of the page: the same shapes as in the files of `kefu stats`, and nothing made from text. */
export function Drawing({ chart }: { chart: Chart }) {
  return (
    <figure class="drawing">
      {h('svg', frameOf(chart), ...chart.shapes.map(elementOf))}
      <button
        type="button"
        class="link-button"
        onClick={() => saveFile(`${chart.id}.svg`, svgText(chart), 'image/svg+xml')}
      >
        SVG <span class="unseen">{t(`保存图表“${chart.title}”`, `Save the chart "${chart.title}"`)}</span>
      </button>
    </figure>
  );
}

const elementOf = (piece: Shape | string): ComponentChild =>
  typeof piece === 'string' ? piece : h(piece.tag, piece.attributes, ...piece.children.map(elementOf));

const LEAST_WIDTH = 280;
/** Wider, a chart is no easier to read. */
const MOST_WIDTH = 720;

/** How wide a place is, as long as it is shown. */
export function useWidth() {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(LEAST_WIDTH);
  useEffect(() => {
    const watched = place.current;
    if (!watched) return;
    const observer = new ResizeObserver(([entry]) =>
      setWidth(Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, Math.floor(entry?.contentRect.width ?? 0)))),
    );
    observer.observe(watched);
    return () => observer.disconnect();
  }, []);
  return { place, width };
}
