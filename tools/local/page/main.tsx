import './page.css';
import { render } from 'preact';
import { App } from './app.tsx';
import { follow } from './live/events.ts';

render(<App />, document.getElementById('app') as HTMLElement);
follow();
