import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Nearer to its end than this it stays there. */
const NEAR_PIXELS = 80;

interface ScrollingProps {
  class: string;
  label: string;
  /** Whose lines they are: another's are shown from their end. */
  who: string;
  children: ComponentChildren;
}

/** A log that stays at its end when it grows, unless somebody scrolled up to read. */
export function Scrolling({ class: name, label, who, children }: ScrollingProps) {
  const box = useRef<HTMLDivElement>(null);
  const lines = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const [outer, inner] = [box.current, lines.current];
    return outer && inner && who ? stayAtEnd(outer, inner) : undefined;
  }, [who]);
  return (
    <div class={name} ref={box} role="log" aria-label={label}>
      <div ref={lines}>{children}</div>
    </div>
  );
}

function stayAtEnd(outer: HTMLElement, inner: HTMLElement): () => void {
  let isAtEnd = true;
  let top = outer.scrollTop;
  // it is left by scrolling up only: what grows below is no reason
  const note = () => {
    const isNear = outer.scrollHeight - outer.scrollTop - outer.clientHeight < NEAR_PIXELS;
    isAtEnd = isNear || (isAtEnd && outer.scrollTop >= top);
    top = outer.scrollTop;
  };
  const follow = new ResizeObserver(() => {
    if (isAtEnd) outer.scrollTop = outer.scrollHeight;
  });
  follow.observe(outer);
  follow.observe(inner);
  outer.addEventListener('scroll', note);
  return () => {
    follow.disconnect();
    outer.removeEventListener('scroll', note);
  };
}
