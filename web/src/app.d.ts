declare global {
  namespace App {
    interface PageState {
      selectedJob?: string;
    }
  }
}

export {};
